using System.Text;
using Muster.Cli.Answers;

namespace Muster.Tests.Cli;

public class ProseWriterTests
{
    [Fact]
    public void What_standard_error_does_not_take_is_dropped_and_nothing_fails()
    {
        using var terminal = new ClosedTerminal();
        using var writer = new ProseWriter(terminal);

        writer.Write('c');
        writer.Write("text");
        writer.Write("chars".AsSpan());
        writer.Write("chars".ToCharArray(), 0, 2);
        writer.WriteLine();
        writer.WriteLine("line");
        writer.WriteLine($"{1}");
        writer.Flush();
    }

    [Fact]
    public void What_it_takes_goes_through_unchanged()
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var writer = new ProseWriter(text);

        writer.Write('c');
        writer.Write("text");
        writer.Write("chars".AsSpan());
        writer.WriteLine();
        writer.WriteLine("line");

        Assert.Equal("ctextchars\nline\n", text.ToString());
    }

    private sealed class ClosedTerminal : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("Input/output error", 5);

        public override void Flush() => throw new IOException("Input/output error", 5);
    }
}
