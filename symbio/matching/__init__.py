# SPDX-License-Identifier: Apache-2.0
"""Off-chain optimisation: what is best among all that the rules allow.

It needs the packages of the extra `matching`; importing it loads none of the heavy ones.
"""
