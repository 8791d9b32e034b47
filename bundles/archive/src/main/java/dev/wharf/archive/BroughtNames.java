package dev.wharf.archive;

/**
 * The names that a layer brought, and all folders on the way to them. Keeps only a 64-bit hash of each, since a layer may
 * have millions; should two names collide, which takes intent, a whiteout in that layer has no effect.
 */
final class BroughtNames {
    private static final int FIRST_CAPACITY = 1 << 10;

    /** 64 MiB of hashes, half of them in use. */
    private static final int MOST_NAMES = 1 << 22;

    private long[] hashes = new long[FIRST_CAPACITY];
    private int count;

    /**
     * Adds a name and the folders on the way to it.
     *
     * @return false when the name was there before, by itself or on the way to another
     * @throws ArchiveException TOO_LARGE when it is one too many
     */
    boolean add(String name) {
        boolean isNew = addOne(hash(name));
        String each = isNew ? EntryNames.folder(name) : "";
        while (!each.isEmpty() && addOne(hash(each))) {
            each = EntryNames.folder(each);
        }
        return isNew;
    }

    /** Whether a name, or something below it, was added. */
    boolean contains(String name) {
        long hash = hash(name);
        return hashes[place(hash)] == hash;
    }

    private boolean addOne(long hash) {
        int place = place(hash);
        if (hashes[place] == hash) {
            return false;
        }
        hashes[place] = hash;
        count++;
        if (count * 2 > hashes.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        if (count > MOST_NAMES) {
            throw new ArchiveException(ArchiveException.Kind.TOO_LARGE, "archive has more than " + count + " names");
        }
        long[] old = hashes;
        hashes = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                hashes[place(hash)] = hash;
            }
        }
    }

    /** Where a hash is, or where it may be put: a place that holds 0 is free. */
    private int place(long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** FNV-1a over characters, and never 0. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
