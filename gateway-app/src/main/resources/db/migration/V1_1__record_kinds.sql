-- A record's kind is the first part of its key, as the market names its types.
update ledger_record set kind = substring(record_key from 1 for position('/' in record_key) - 1);
