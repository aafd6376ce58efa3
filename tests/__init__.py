# SPDX-License-Identifier: Apache-2.0
"""Tests mirror the tree. A package, because an installed one of the same name would hide a bare folder."""
