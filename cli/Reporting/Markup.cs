using System.Globalization;
using System.Runtime.CompilerServices;

namespace Muster.Cli.Reporting;

/// <summary>
/// Writes HTML and SVG. It takes interpolated strings alone: their literals are markup, and whatever fills a hole is text, which is cleaned and
/// escaped. So nothing that a run says can become markup, wherever it stands.
/// </summary>
internal sealed class Markup(TextWriter writer)
{
    private int ids;

    /// <summary>Writes markup.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref Handler markup) => markup.Done();

    /// <summary>Writes markup and a line's end.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref Handler markup)
    {
        markup.Done();
        writer.Write('\n');
    }

    /// <summary>An id that no other element of the page has.</summary>
    public string NextId() => $"i{++ids}";

    /// <summary>Writes the pieces of an interpolated string as they come.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly TextWriter writer;

        /// <summary>Begins a string.</summary>
        public Handler(int literalLength, int formattedCount, Markup markup)
        {
            _ = (literalLength, formattedCount);
            writer = markup.Writer;
        }

        /// <summary>Markup.</summary>
        public void AppendLiteral(string markup) => writer.Write(markup);

        /// <summary>Text.</summary>
        public void AppendFormatted(string? text) => PageText.Write(writer, text ?? "");

        /// <summary>A length or a place in a drawing.</summary>
        public void AppendFormatted(double number) => writer.Write(Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture));

        /// <summary>A whole number.</summary>
        public void AppendFormatted(long number) => writer.Write(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>Markup that was made elsewhere: the page's own style and script.</summary>
        public void AppendFormatted(TrustedMarkup markup) => writer.Write(markup.Text);

        /// <summary>The string is whole; all of it was written on the way.</summary>
        public void Done() => _ = writer;
    }

    private TextWriter Writer => writer;
}

/// <summary>Markup of the program's own, never of a run.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct TrustedMarkup(string Text);
