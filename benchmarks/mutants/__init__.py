# SPDX-License-Identifier: Apache-2.0
"""Small changes to the contracts, each of which some test must notice."""
