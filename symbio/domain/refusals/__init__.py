# SPDX-License-Identifier: Apache-2.0
"""Refusals, one file a contract: the same words on chain and here."""
