using System.Text;
using Muster.Specs.Csv;
using Muster.Specs.Files;
using Muster.Specs.Nodes;
using Muster.Specs.Queues;
using Muster.Specs.Sweeps;

namespace Muster.Specs;

/// <summary>Reads sweep files and queue files strictly: all that is wrong is told at once, with its place and what to do; nothing is dropped silently.</summary>
public static class SweepFile
{
    /// <summary>Reads a sweep file or a queue file. Its format follows from its name; which of the two it is, from its keys.</summary>
    /// <param name="path">Path of the file; errors show it as it is here.</param>
    /// <param name="openRows">
    /// Opens the stream that the row file is written to; called at most once, when there is a row. It is closed here; after errors its
    /// content is of no use.
    /// </param>
    public static SweepReading Read(string path, Func<Stream> openRows)
    {
        if (path.Length == 0)
            return Bad(new(SpecErrorKind.UnreadableFile, Place.Start("''"), "The file's name is empty. Name a sweep file: .yaml, .yml, .json or .csv."));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(path))
            return Bad(new(SpecErrorKind.UnreadableFile, Place.Start(path), "This is a directory. Name a sweep file: .yaml, .yml, .json or .csv."));
        if (FormatOf(path) is not { } format)
            return Bad(new(SpecErrorKind.UnknownFormat, Place.Start(path),
                $"The file's name ends in '{Path.GetExtension(path)}', but must end in .yaml, .yml, .json or .csv. Rename it."));
        if (!Utf8Files.TryOpen(path, out var text, out var why))
            return Bad(new(SpecErrorKind.UnreadableFile, Place.Start(path), $"The file cannot be read: {why}."));
        using (text)
        {
            try
            {
                return Read(text, format, new(path, folder), openRows);
            }
            catch (DecoderFallbackException)
            {
                return Bad(Utf8Files.NotUtf8(path, path));
            }
        }
    }

    private static SpecFormat? FormatOf(string path) => Path.GetExtension(path) switch
    {
        ".yaml" or ".yml" => SpecFormat.Yaml,
        ".json" => SpecFormat.Json,
        ".csv" => SpecFormat.Csv,
        _ => null,
    };

    private static SweepReading Bad(SpecError error) => SweepReading.Bad(error);

    /// <summary>Reads a sweep or a queue from text that is not in a file of its own, such as standard input.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="format">Its format.</param>
    /// <param name="name">What errors call it; without its extension it is the name of what is read, unless that is given.</param>
    /// <param name="folder">Path of the folder that relative paths begin at.</param>
    /// <param name="openRows">
    /// Opens the stream that the row file is written to; called at most once, when there is a row. It is closed here; after errors its
    /// content is of no use.
    /// </param>
    public static SweepReading ReadText(string text, SpecFormat format, string name, string folder, Func<Stream> openRows)
    {
        if (HalfCharacter.In(text) is >= 0 and var half)
        {
            var line = text.AsSpan(0, half).Count('\n') + 1;
            return Bad(new(SpecErrorKind.NotUtf8, new(name, line, half - text.LastIndexOf('\n', half)),
                "This is half a character, which UTF-8 cannot hold. Save the text as UTF-8."));
        }
        using var reader = new StringReader(text);
        return Read(reader, format, new(name, Path.GetFullPath(folder)), openRows);
    }

    /// <summary>Reads a sweep or a queue from a stream such as standard input: as JSON where it begins with a brace or a bracket, else as YAML.</summary>
    /// <param name="input">The whole text in UTF-8.</param>
    /// <param name="name">As of <see cref="ReadText"/>.</param>
    /// <param name="folder">As of <see cref="ReadText"/>.</param>
    /// <param name="openRows">As of <see cref="ReadText"/>.</param>
    public static SweepReading ReadInput(Stream input, string name, string folder, Func<Stream> openRows)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
        try
        {
            var text = reader.ReadToEnd().TrimStart('\uFEFF');
            return ReadText(text, text.AsSpan().TrimStart() is ['{' or '[', ..] ? SpecFormat.Json : SpecFormat.Yaml, name, folder, openRows);
        }
        catch (DecoderFallbackException)
        {
            return Bad(new(SpecErrorKind.NotUtf8, Place.Whole(name), "This is not UTF-8 text. Save it as UTF-8."));
        }
    }

    private static SweepReading Read(TextReader text, SpecFormat format, SpecSource source, Func<Stream> openRows)
    {
        ByteOrderMark.Skip(text);
        var errors = new SpecErrors();
        using var sink = new RowSink(openRows);
        switch (format)
        {
            case SpecFormat.Yaml:
                return Read(YamlNodes.Read(text, source.File, errors), source, sink, errors);
            case SpecFormat.Json:
                return Read(JsonNodes.Read(Encoding.UTF8.GetBytes(text.ReadToEnd()), Place.Start(source.File), errors), source, sink, errors);
            case SpecFormat.Csv:
                var records = new CsvReader(text, Place.Start(source.File), errors);
                using (var settings = new StringReader(records.TakeSettings()))
                    return new SweepReader(source, sink, errors).Read(YamlNodes.Read(settings, source.File, errors), records);
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "This format is not known.");
        }
    }

    private static SweepReading Read(Node? root, SpecSource source, RowSink sink, SpecErrors errors) =>
        root is MapNode map && QueueReader.IsQueue(map)
            ? new QueueReader(source, sink, errors).Read(map)
            : new SweepReader(source, sink, errors).Read(root);
}
