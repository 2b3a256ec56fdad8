using System.Text;

namespace Muster.PowerShell.World;

/// <summary>A writer that gives what is written to it line by line.</summary>
/// <param name="take">Takes a line, without its end.</param>
internal sealed class LineWriter(Action<string> take) : TextWriter
{
    private readonly StringBuilder line = new();

    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc />
    public override void Write(char value)
    {
        if (value is not '\n')
        {
            line.Append(value);
            return;
        }

        take(line.ToString().TrimEnd('\r'));
        line.Clear();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (line.Length > 0)
            Write('\n');
        base.Dispose(disposing);
    }
}
