package dev.wharf.archive;

/** Hears of every byte of a tar that is being read, in order: either by value or as the content of an unpacked file. */
interface TarRecord {
    /** Keeps nothing. */
    TarRecord NONE = new TarRecord() {
        @Override
        public void bytes(byte[] buffer, int offset, int length) {}

        @Override
        public void content(FileContent content) {}
    };

    /** Bytes that no unpacked file holds. */
    void bytes(byte[] buffer, int offset, int length);

    /** Bytes that an unpacked file holds. */
    void content(FileContent content);
}
