# SPDX-License-Identifier: Apache-2.0
"""The peers: what each is, set up as its documentation says, and doing the same acts as ours."""
