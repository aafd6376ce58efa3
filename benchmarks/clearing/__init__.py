# SPDX-License-Identifier: Apache-2.0
"""How fast clearing is solved, how much it sets off, and what consents and credit add."""
