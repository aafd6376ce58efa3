# SPDX-License-Identifier: Apache-2.0
"""Words and rules: pure values, no clock, no randomness, no input or output."""
