using System.Text;

namespace Muster.Cli.Answers;

/// <summary>
/// Standard error: what it does not take is dropped. Its terminal may have been closed or its disk be full, and what is said there comes
/// from signals and timers too: nothing that is only told may end the command, or keep it from ending what it runs.
/// </summary>
/// <param name="inner">Where the text goes.</param>
internal sealed class ProseWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc />
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void WriteLine() => Try(inner.WriteLine);

    /// <inheritdoc />
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc />
    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // Nobody can be told.
        }
    }
}
