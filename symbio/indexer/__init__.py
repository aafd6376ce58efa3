# SPDX-License-Identifier: Apache-2.0
"""What happened on the chains, in one SQLite file that can be searched."""
