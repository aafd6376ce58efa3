# SPDX-License-Identifier: Apache-2.0
"""The chain: client, handles, signing, deployment."""
