// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// Goods by kind and quantity: OpenZeppelin's multi-token with an unguarded mint.
contract PeerGoods is ERC1155 {
    constructor() ERC1155("") {}

    function mint(address to, uint256 id, uint256 quantity) external {
        _mint(to, id, quantity, "");
    }
}
