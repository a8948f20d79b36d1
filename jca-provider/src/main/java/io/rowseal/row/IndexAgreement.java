package io.rowseal.row;

/** How the index that was stored with a value relates to the index that is searched for. */
public enum IndexAgreement {
    /** Searches find the value. */
    SAME,
    /** It was stored without an index. */
    MISSING,
    /** It was stored with an index of another epoch. */
    OTHER_EPOCH,
    /** It was stored with an index of this epoch, but of another domain, normalizer or index root key. */
    OTHER_INDEX
}
