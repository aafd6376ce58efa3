# SPDX-License-Identifier: Apache-2.0
"""Off-chain optimisation: what is best among all that the rules allow. Needs the extra `matching`."""
