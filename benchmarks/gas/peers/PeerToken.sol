// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// The token that everybody is paid in: OpenZeppelin's ERC-20, minted once to its creator.
contract PeerToken is ERC20 {
    constructor(uint256 supply) ERC20("Euro", "EUR") {
        _mint(msg.sender, supply);
    }
}
