# SPDX-License-Identifier: Apache-2.0
"""What the suite costs, and how well its tests hold it: measured, never estimated."""
