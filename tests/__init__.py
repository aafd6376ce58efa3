# SPDX-License-Identifier: Apache-2.0
"""Tests mirror the tree. A package, since an installed one of this name would hide a folder."""
