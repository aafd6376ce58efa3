-- SPDX-License-Identifier: Apache-2.0
-- The index. `logs`, `blocks` and `sources` are what was read from the chains; `filed_offers` and
-- `filed_documents` what came in files; `coins` how people write a currency. All other tables are
-- derived from these, and can be derived anew.

CREATE TABLE sources (
    source_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    chain_id INTEGER NOT NULL,
    market TEXT NOT NULL,
    manifest TEXT NOT NULL,
    first_block INTEGER NOT NULL,
    next_block INTEGER NOT NULL,
    UNIQUE (chain_id, market)
) STRICT;

-- Blocks whose hash is remembered: those with logs, and the last of each batch.
CREATE TABLE blocks (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (source_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE logs (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    block INTEGER NOT NULL,
    position INTEGER NOT NULL,
    block_hash BLOB NOT NULL,
    transaction_hash BLOB NOT NULL,
    address TEXT NOT NULL,
    topics BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (source_id, block, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE filed_offers (
    digest BLOB PRIMARY KEY,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE filed_documents (
    digest BLOB PRIMARY KEY,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coins (
    chain_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    symbol TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    PRIMARY KEY (chain_id, address)
) STRICT, WITHOUT ROWID;

-- Derived from here on.

CREATE TABLE federations (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    federation_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    community_id INTEGER NOT NULL,
    PRIMARY KEY (source_id, federation_id)
) STRICT, WITHOUT ROWID;

-- `ended_at` NULL: no end is set.
CREATE TABLE members (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    federation TEXT NOT NULL,
    community_id INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (source_id, federation, community_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE accords (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    accord_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    market TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    season INTEGER NOT NULL,
    PRIMARY KEY (source_id, accord_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE accord_parties (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    accord_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    community_id INTEGER NOT NULL,
    PRIMARY KEY (source_id, accord_id, version, community_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE accord_currencies (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    accord_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (source_id, accord_id, version, currency)
) STRICT, WITHOUT ROWID;

-- `quantity` is text: it reaches 2^64 - 1.
CREATE TABLE clauses (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    accord_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    clause INTEGER NOT NULL,
    seller_id INTEGER NOT NULL,
    category INTEGER NOT NULL,
    concession INTEGER NOT NULL,
    contribution INTEGER NOT NULL,
    split_id INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    PRIMARY KEY (source_id, accord_id, version, clause)
) STRICT, WITHOUT ROWID;

CREATE TABLE departures (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    accord_id INTEGER NOT NULL,
    community_id INTEGER NOT NULL,
    leaves_at INTEGER NOT NULL,
    PRIMARY KEY (source_id, accord_id, community_id)
) STRICT, WITHOUT ROWID;

-- `act` is the offer as it is signed, in JSON, from which every value of it can be read; the columns
-- beside it are what is asked for. Numbers beyond 2^62, which no market takes, stand as 2^62.
CREATE TABLE offers (
    offer_id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    chain_id INTEGER NOT NULL,
    market TEXT NOT NULL,
    act TEXT NOT NULL,
    seller TEXT NOT NULL,
    community_id INTEGER NOT NULL,
    category INTEGER NOT NULL,
    stock INTEGER NOT NULL,
    deliver_from INTEGER NOT NULL,
    deliver_until INTEGER NOT NULL,
    until INTEGER NOT NULL,
    everyone INTEGER NOT NULL,
    description BLOB NOT NULL,
    is_listed INTEGER NOT NULL
) STRICT;

CREATE INDEX offers_by_category ON offers (category);
CREATE INDEX offers_by_until ON offers (until);
CREATE INDEX offers_by_description ON offers (description);

-- An offer may be withdrawn before anybody here has seen it.
CREATE TABLE withdrawals (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    digest BLOB NOT NULL,
    PRIMARY KEY (source_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_prices (
    offer_id INTEGER NOT NULL REFERENCES offers ON DELETE CASCADE,
    currency TEXT NOT NULL,
    PRIMARY KEY (offer_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_audience (
    offer_id INTEGER NOT NULL REFERENCES offers ON DELETE CASCADE,
    federation TEXT NOT NULL,
    PRIMARY KEY (offer_id, federation)
) STRICT, WITHOUT ROWID;

-- `quantity` is less what the order gave back; `season` the second at which the accord's began.
CREATE TABLE orders (
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    order_id INTEGER NOT NULL,
    digest BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    accord_id INTEGER NOT NULL,
    clause INTEGER NOT NULL,
    season INTEGER NOT NULL,
    PRIMARY KEY (source_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_by_offer ON orders (digest);
