package dev.wharf.archive;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Tars with every kind of header and entry, in any mixture, the same for the same seed. Names come from a small stock, so
 * that entries meet, replace and delete each other; some of these tars make no sense and are to be refused.
 */
final class RandomTar {
    private static final String[] NAMES = {"a", "b", "c", "name with blanks", "\u00e4\u00f6\u20ac", "n".repeat(110)};
    private static final int BLOCK = 512;

    private final Random random;
    private final boolean hasNodes;
    private final int uid;
    private final int gid;
    private final TarBytes tar = new TarBytes();
    private final List<String> folders = new ArrayList<>(List.of(""));
    private final List<String> files = new ArrayList<>();

    private RandomTar(Random random, boolean hasNodes, int uid, int gid) {
        this.random = random;
        this.hasNodes = hasNodes;
        this.uid = uid;
        this.gid = gid;
    }

    /** A tar that root alone can unpack: with nodes, and owners of any number. */
    static byte[] forRoot(long seed) {
        return new RandomTar(new Random(seed), true, 0, 0).make();
    }

    /** A tar that an owner can unpack. */
    static byte[] forOwner(long seed, int uid, int gid) {
        return new RandomTar(new Random(seed), false, uid, gid).make();
    }

    private byte[] make() {
        for (int left = 1 + random.nextInt(40); left > 0; left--) {
            addEntry();
        }
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> tar.raw(new byte[BLOCK]);
            case 2 -> tar.raw(new byte[2 * BLOCK]).raw(bytes(random.nextInt(20_000)));
            default -> tar.raw(new byte[20 * BLOCK]);
        }
        return tar.withoutEnd();
    }

    private void addEntry() {
        switch (random.nextInt(hasNodes ? 16 : 14)) {
            case 0, 1, 2 -> addFolder();
            case 3 -> addLink();
            case 4 -> addHardLink();
            case 5 -> add('0', join(folder(), ".wh." + pick(List.of(NAMES[0], NAMES[1]))), "", bytes(rarely(600)));
            case 6 -> add('0', join(folder(), ".wh..wh..opq"), "", new byte[0]);
            case 7 -> add('0', random.nextBoolean() ? ".wh..wh.aufs" : ".wh..wh.plnk/1.2", "", bytes(700));
            case 8, 9 -> addSparse();
            case 14 -> addNode();
            case 15 -> add('6', newLeaf(), "", new byte[0]);
            default -> addFile();
        }
    }

    private void addFolder() {
        String name = newName();
        files.remove(name);
        folders.add(name);
        add('5', name + "/", "", new byte[0]);
    }

    private void addLink() {
        if (random.nextBoolean()) {
            add('2', newLeaf(), "../" + "t".repeat(120), new byte[0]);
            return;
        }
        String target = folder();
        String name = newLeaf();
        add('2', name, "/" + target, new byte[0]);
        if (folders.contains(target)) {
            folders.add(name);
        }
    }

    private void addHardLink() {
        if (!files.isEmpty()) {
            String target = pick(files);
            String name = newLeaf();
            if (files.contains(target)) {
                add('1', name, target, new byte[0]);
                files.add(name);
            }
        }
    }

    private void addFile() {
        String name = newLeaf();
        files.add(name);
        int size = random.nextInt(16) == 0 ? 250_000 + random.nextInt(50_000) : random.nextInt(3000);
        add(random.nextInt(9) == 0 ? '\0' : '0', name, "", bytes(size));
    }

    private void addNode() {
        char type = random.nextBoolean() ? '3' : '4';
        addHeader(type, newLeaf(), "", 0, head -> {
            TarBytes.octal(head, 329, 8, random.nextInt(4));
            TarBytes.octal(head, 337, 8, random.nextInt(300));
        });
    }

    /** With the extended headers that it needs, or that a writer might add. */
    private void add(char type, String name, String link, byte[] data) {
        addHeader(type, name, link, data.length, head -> {});
        tar.padded(data);
    }

    private void addHeader(char type, String name, String link, long size, Consumer<byte[]> change) {
        switch (random.nextInt(3)) {
            case 0 -> addGnu(type, name, link, size, change);
            case 1 -> addPax(type, name, link, size, change);
            default -> addUstar(type, name, link, size, change);
        }
    }

    private void addGnu(char type, String name, String link, long size, Consumer<byte[]> change) {
        if (encoded(name) >= 100) {
            tar.entry('L', "././@LongLink", "", 0, (name + "\0").getBytes(StandardCharsets.UTF_8));
        }
        if (encoded(link) > 100) {
            tar.entry('K', "././@LongLink", "", 0, (link + "\0").getBytes(StandardCharsets.UTF_8));
        }
        header(type, name, link, size, head -> {
            TarBytes.text(head, 257, "ustar  \0");
            if (hasNodes) {
                binary(head, 108, 8, random.nextInt(Integer.MAX_VALUE));
                binary(head, 116, 8, 3_000_000_000L);
            }
            if (random.nextBoolean()) {
                binary(head, 136, 12, random.nextInt(2_000_000_000) - 1000L);
            }
            change.accept(head);
        });
    }

    private void addPax(char type, String name, String link, long size, Consumer<byte[]> change) {
        List<String> records =
                new ArrayList<>(List.of("path", name, "mtime", random.nextInt(2_000_000_000) + ".123456789"));
        if (!link.isEmpty()) {
            records.addAll(List.of("linkpath", link));
        }
        if (hasNodes) {
            records.addAll(List.of("uid", "3000000", "gid", "4294967294", "SCHILY.xattr.trusted.x", "y\u00e4"));
        }
        if (random.nextInt(4) == 0) {
            tar.entry('g', "global", "", 0, "16 comment=hello\n".getBytes(StandardCharsets.UTF_8));
        }
        tar.pax(records.toArray(String[]::new));
        header(type, name, link, size, change);
    }

    private void addUstar(char type, String name, String link, long size, Consumer<byte[]> change) {
        int slash = name.lastIndexOf('/', name.length() - 2);
        if (encoded(name) > 100 && slash > 0 && encoded(name.substring(slash + 1)) <= 100 && slash < 70) {
            header(type, name.substring(slash + 1), link, size, head -> {
                TarBytes.text(head, 345, name.substring(0, slash));
                change.accept(head);
            });
        } else if (encoded(name) > 100 || encoded(link) > 100) {
            addPax(type, name, link, size, change);
        } else {
            header(type, name, link, size, change);
        }
    }

    private void header(char type, String name, String link, long size, Consumer<byte[]> change) {
        int mode = new int[] {0644, 0755, 04755, 0600, 02775, 01777}[random.nextInt(6)];
        tar.owner(hasNodes ? random.nextInt(2) * 1000 : uid, hasNodes ? random.nextInt(2) * 1000 : gid);
        tar.raw(tar.header(type, cut(name), cut(link), mode, size, change));
    }

    private void addSparse() {
        String name = newLeaf();
        files.add(name);
        List<Long> numbers = new ArrayList<>();
        long at = 0;
        long stored = 0;
        for (int runs = random.nextInt(30); runs > 0; runs--) {
            long offset = at + random.nextInt(100_000);
            long length = random.nextInt(2000);
            numbers.addAll(List.of(offset, length));
            at = offset + length;
            stored += length;
        }
        long size = at + random.nextInt(50_000);
        switch (random.nextInt(4)) {
            case 0 -> addOldGnu(name, numbers, stored, size);
            case 1 -> addPax00(name, numbers, stored, size);
            case 2 -> addPax01(name, numbers, stored, size);
            default -> addPax10(name, numbers, stored, size);
        }
    }

    private void addOldGnu(String name, List<Long> numbers, long stored, long size) {
        if (encoded(name) >= 100) {
            tar.entry('L', "././@LongLink", "", 0, (name + "\0").getBytes(StandardCharsets.UTF_8));
        }
        List<Long> inHeader = numbers.subList(0, Math.min(8, numbers.size()));
        header('S', name, "", stored, head -> {
            TarBytes.text(head, 257, "ustar  \0");
            octals(head, 386, inHeader);
            head[482] = (byte) (numbers.size() > 8 ? 1 : 0);
            TarBytes.octal(head, 483, 12, size);
        });
        for (int start = 8; start < numbers.size(); start += 42) {
            byte[] extension = new byte[BLOCK];
            octals(extension, 0, numbers.subList(start, Math.min(start + 42, numbers.size())));
            extension[504] = (byte) (start + 42 < numbers.size() ? 1 : 0);
            tar.raw(extension);
        }
        tar.padded(bytes((int) stored));
    }

    private void addPax00(String name, List<Long> numbers, long stored, long size) {
        List<String> records = new ArrayList<>(List.of("path", name, "GNU.sparse.size", "" + size));
        records.addAll(List.of("GNU.sparse.numblocks", "" + numbers.size() / 2));
        for (int i = 0; i < numbers.size(); i += 2) {
            records.addAll(List.of("GNU.sparse.offset", "" + numbers.get(i)));
            records.addAll(List.of("GNU.sparse.numbytes", "" + numbers.get(i + 1)));
        }
        tar.pax(records.toArray(String[]::new));
        header('0', "placeholder", "", stored, head -> {});
        tar.padded(bytes((int) stored));
    }

    private void addPax01(String name, List<Long> numbers, long stored, long size) {
        String map = String.join(",", numbers.stream().map(String::valueOf).toList());
        tar.pax("GNU.sparse.name", name, "GNU.sparse.size", "" + size, "GNU.sparse.map", map);
        header('0', "placeholder", "", stored, head -> {});
        tar.padded(bytes((int) stored));
    }

    private void addPax10(String name, List<Long> numbers, long stored, long size) {
        var map = new ByteArrayOutputStream();
        map.writeBytes((numbers.size() / 2 + "\n").getBytes(StandardCharsets.UTF_8));
        numbers.forEach(number -> map.writeBytes((number + "\n").getBytes(StandardCharsets.UTF_8)));
        map.writeBytes(new byte[-map.size() & (BLOCK - 1)]);
        int mapBytes = map.size();
        map.writeBytes(bytes((int) stored));
        tar.pax(
                "GNU.sparse.major",
                "1",
                "GNU.sparse.minor",
                "0",
                "GNU.sparse.name",
                name,
                "GNU.sparse.realsize",
                "" + size);
        header('0', "placeholder", "", mapBytes + stored, head -> {});
        tar.padded(map.toByteArray());
    }

    private static void octals(byte[] head, int offset, List<Long> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            TarBytes.octal(head, offset + 12 * i, 12, numbers.get(i));
        }
    }

    private static void binary(byte[] head, int offset, int length, long number) {
        byte[] bytes = BigInteger.valueOf(number).toByteArray();
        Arrays.fill(head, offset, offset + length, (byte) (number < 0 ? 0xff : 0));
        System.arraycopy(bytes, 0, head, offset + length - bytes.length, bytes.length);
        head[offset] |= (byte) 0x80;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private int rarely(int most) {
        return random.nextInt(5) == 0 ? random.nextInt(most) : 0;
    }

    private String folder() {
        return pick(folders);
    }

    private String newName() {
        return join(folder(), NAMES[random.nextInt(NAMES.length)]);
    }

    /** The name of something that is no folder, and takes the place of one. */
    private String newLeaf() {
        String name = newName();
        folders.removeIf(each -> each.equals(name) || each.startsWith(name + "/"));
        files.removeIf(each -> each.equals(name) || each.startsWith(name + "/"));
        return name;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String join(String folder, String base) {
        return folder.isEmpty() ? base : folder + "/" + base;
    }

    private static int encoded(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What fits into a field; the rest is in an extended header. */
    private static String cut(String text) {
        String cut = text;
        while (encoded(cut) > 100) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut;
    }
}
