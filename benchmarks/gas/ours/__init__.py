# SPDX-License-Identifier: Apache-2.0
"""This suite, doing what each budget names."""
