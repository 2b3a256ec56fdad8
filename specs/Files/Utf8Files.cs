using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Muster.Specs.Files;

/// <summary>Opens files as strict UTF-8, with or without byte order mark.</summary>
internal static class Utf8Files
{
    /// <summary>
    /// Opens a file whose reader throws <see cref="DecoderFallbackException"/> at what is no UTF-8; or says why it cannot be opened, to follow a colon.
    /// Only the opening is guarded: a failure later may as well be that of the disk which rows are written to.
    /// </summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out StreamReader? text, [NotNullWhen(false)] out string? why)
    {
        (text, why) = (null, null);
        try
        {
            if (!File.Exists(path)) why = Directory.Exists(path) ? "it is a folder" : "there is no such file";
            else text = new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            why = exception.Message.TrimEnd('.');
        }
        return text is not null;
    }

    /// <summary>The error that says where a file's bytes stop being UTF-8.</summary>
    public static SpecError NotUtf8(string path, string shown)
    {
        var bytes = File.ReadAllBytes(path);
        var (line, start) = (1, 0);
        while (Array.IndexOf(bytes, (byte)'\n', start) is >= 0 and var end && Utf8.IsValid(bytes.AsSpan(start, end - start))) (line, start) = (line + 1, end + 1);
        var rest = bytes.AsSpan(start);
        var column = 1;
        while (Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done)
        {
            rest = rest[length..];
            column += rune.Utf16SequenceLength;
        }
        return new(SpecErrorKind.NotUtf8, new(shown, line, column), "This byte is not UTF-8 text. Save the file as UTF-8.");
    }
}
