package dev.plumbline.tasks.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Parquet, flat or nested: groups become maps, lists become lists. */
final class ParquetRows {
  /** Those that need no Hadoop. */
  private static final Set<CompressionCodecName> CODECS =
      EnumSet.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.ZSTD);

  /** A claim of more is refused; benchmarks have some ten thousand. */
  private static final long MAX_ROWS = 10_000_000;

  private ParquetRows() {}

  static List<Map<String, Object>> read(Path file) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      requireKnownCodecs(reader);
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        if (pages.getRowCount() > MAX_ROWS - rows.size() || schema.getColumns().isEmpty()) {
          throw new IOException(
              "it claims %d rows of %d columns"
                  .formatted(pages.getRowCount(), schema.getColumns().size()));
        }
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.add(map(records.read()));
        }
      }
      // The library allocates what a header claims, and recurses as deep as a schema nests.
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new IOException(file + ": claims more data than there is memory for", e);
    } catch (RuntimeException | IOException e) {
      throw new IOException(
          file + ": row " + (rows.size() + 1) + ": cannot read Parquet: " + e.getMessage(), e);
    }
    return rows;
  }

  private static void requireKnownCodecs(ParquetFileReader reader) throws IOException {
    for (BlockMetaData block : reader.getFooter().getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        if (!CODECS.contains(column.getCodec())) {
          throw new IOException(
              "its compression "
                  + column.getCodec()
                  + " is not supported; write it with one of "
                  + CODECS);
        }
      }
    }
  }

  private static Map<String, Object> map(Group group) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int field = 0; field < group.getType().getFieldCount(); field++) {
      map.put(group.getType().getFieldName(field), value(group, field));
    }
    return map;
  }

  private static Object value(Group group, int field) {
    Type type = group.getType().getType(field);
    int count = group.getFieldRepetitionCount(field);
    if (type.isRepetition(Type.Repetition.REPEATED)) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        items.add(value(group, field, i));
      }
      return items;
    }
    return count == 0 ? null : value(group, field, 0);
  }

  private static Object value(Group group, int field, int index) {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      return primitive(group, field, index, type.asPrimitiveType());
    }
    Group inner = group.getGroup(field, index);
    boolean list =
        type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation;
    return list ? items(inner) : map(inner);
  }

  /** A list's group holds one repeated field, whose elements are mostly wrapped once more. */
  private static List<Object> items(Group list) {
    List<Object> items = new ArrayList<>();
    Type repeated = list.getType().getType(0);
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      boolean wrapped = !repeated.isPrimitive() && isWrapper(repeated.asGroupType());
      items.add(wrapped ? value(list.getGroup(0, i), 0) : value(list, 0, i));
    }
    return items;
  }

  private static boolean isWrapper(GroupType repeated) {
    return repeated.getFieldCount() == 1 && !repeated.getName().endsWith("_tuple");
  }

  private static Object primitive(Group group, int field, int index, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> group.getBoolean(field, index);
      case INT32 -> (long) group.getInteger(field, index);
      case INT64 -> group.getLong(field, index);
      case FLOAT -> (double) group.getFloat(field, index);
      case DOUBLE -> group.getDouble(field, index);
      case BINARY -> group.getBinary(field, index).toStringUsingUTF8();
      case FIXED_LEN_BYTE_ARRAY, INT96 ->
          throw new IllegalArgumentException(
              "column " + type.getName() + " has the unsupported type " + type);
    };
  }
}
