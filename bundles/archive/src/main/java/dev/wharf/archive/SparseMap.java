package dev.wharf.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where the data of a sparse file belongs. The formats are those of GNU tar's manual, "Storing Sparse Files": the old GNU
 * one and pax 0.0, 0.1 and 1.0.
 *
 * @param runs of data, in order
 * @param size of the file with its holes
 * @param stored bytes of data that the archive still holds
 */
record SparseMap(List<DataRun> runs, long size, long stored) {
    private static final int MOST_RUNS = 1 << 20;
    private static final int OLD_ENTRY = 24;

    SparseMap {
        runs = List.copyOf(runs);
        check(runs, size, stored);
    }

    /** A file without holes. */
    static SparseMap dense(long size) {
        return new SparseMap(List.of(new DataRun(0, size)), size, size);
    }

    /** The map of a file whose pax records tell of holes, or of one without holes. */
    static SparseMap ofPax(PaxRecords pax, long stored, TarInput in) throws IOException {
        if (pax.number("GNU.sparse.major").orElse(0) == 1) {
            return pax10(pax, stored, in);
        }
        OptionalLong size = pax.number("GNU.sparse.size");
        if (size.isEmpty()) {
            return dense(stored);
        }
        return new SparseMap(pairs(pax.name("GNU.sparse.map").orElse("")), size.getAsLong(), stored);
    }

    private static List<DataRun> pairs(String map) {
        List<Long> numbers = new ArrayList<>();
        if (!map.isEmpty()) {
            for (String each : map.split(",", MOST_RUNS)) {
                numbers.add(decimal(each));
            }
        }
        return pairs(numbers);
    }

    /** The map stands in front of the data: how many runs, then offset and length of each, a line each. */
    private static SparseMap pax10(PaxRecords pax, long stored, TarInput in) throws IOException {
        long size = pax.number("GNU.sparse.realsize").orElseThrow(SparseMap::broken);
        var lines = new Lines(in, stored);
        long count = lines.next();
        if (count > MOST_RUNS) {
            throw broken();
        }
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < 2 * count; i++) {
            numbers.add(lines.next());
        }
        return new SparseMap(pairs(numbers), size, lines.left);
    }

    /** Four runs in the header, and 21 in each block that follows it. */
    static SparseMap ofOldGnu(TarHeader header, long stored, TarInput in) throws IOException {
        List<DataRun> runs = new ArrayList<>();
        addOld(header, 386, 4, runs);
        boolean more = header.at(482) != 0;
        byte[] block = new byte[TarHeader.BLOCK];
        while (more) {
            if (!in.readBlock(block) || runs.size() > MOST_RUNS) {
                throw broken();
            }
            var extension = new TarHeader(block);
            addOld(extension, 0, 21, runs);
            more = extension.at(504) != 0;
        }
        return new SparseMap(runs, header.number(483, 12, "size"), stored);
    }

    private static void addOld(TarHeader header, int offset, int count, List<DataRun> runs) {
        for (int at = offset; at < offset + count * OLD_ENTRY && header.at(at) != 0; at += OLD_ENTRY) {
            runs.add(new DataRun(header.number(at, 12, "sparse map"), header.number(at + 12, 12, "sparse map")));
        }
    }

    private static List<DataRun> pairs(List<Long> numbers) {
        if (numbers.size() % 2 != 0) {
            throw broken();
        }
        List<DataRun> runs = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            runs.add(new DataRun(numbers.get(i), numbers.get(i + 1)));
        }
        return runs;
    }

    private static void check(List<DataRun> runs, long size, long stored) {
        long end = 0;
        long sum = 0;
        for (DataRun run : runs) {
            if (run.offset() < end || run.length() < 0 || run.length() > size - run.offset()) {
                throw broken();
            }
            end = run.end();
            sum += run.length();
        }
        if (sum != stored) {
            throw broken();
        }
    }

    private static long decimal(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw broken();
        }
        return Long.parseLong(text);
    }

    private static ArchiveException broken() {
        return new ArchiveException("invalid tar header: sparse map");
    }

    /** Numbers in lines, read by blocks. */
    private static final class Lines {
        private final TarInput in;
        private final byte[] block = new byte[TarHeader.BLOCK];
        private int at = TarHeader.BLOCK;
        private long left;

        Lines(TarInput in, long stored) {
            this.in = in;
            this.left = stored;
        }

        long next() throws IOException {
            StringBuilder line = new StringBuilder();
            for (char each = read(); each != '\n'; each = read()) {
                line.append(each);
                if (line.length() > 18) {
                    throw broken();
                }
            }
            return decimal(line.toString());
        }

        private char read() throws IOException {
            if (at == block.length) {
                left -= block.length;
                if (left < 0 || !in.readBlock(block)) {
                    throw broken();
                }
                at = 0;
            }
            return new String(block, at++, 1, StandardCharsets.ISO_8859_1).charAt(0);
        }
    }
}
