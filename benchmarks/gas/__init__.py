# SPDX-License-Identifier: Apache-2.0
"""Whole-transaction gas of this suite and of its peers, on the same EVM in one run."""
