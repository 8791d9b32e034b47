package dev.wharf.images.record;

import dev.wharf.store.RecordType;

/** The tables of the images. */
public final class ImageRecords {
    /** Images by hex id. */
    public static final RecordType<ImageRecord> IMAGES = RecordType.of("images", ImageRecord.class);

    /** Tags by {@code repository:tag}. */
    public static final RecordType<NameRecord> TAGS = RecordType.of("image_tags", NameRecord.class);

    /** Digests by {@code repository@digest}. */
    public static final RecordType<NameRecord> DIGESTS = RecordType.of("image_digests", NameRecord.class);

    /** Layers by {@code driver/chain}. */
    public static final RecordType<LayerRecord> LAYERS = RecordType.of("image_layers", LayerRecord.class);

    /** What was done once. */
    public static final RecordType<NoteRecord> NOTES = RecordType.of("image_notes", NoteRecord.class);

    private ImageRecords() {}
}
