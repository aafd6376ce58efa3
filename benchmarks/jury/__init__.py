# SPDX-License-Identifier: Apache-2.0
"""What a jury costs, whatever the season's size, and what it takes to capture one."""
