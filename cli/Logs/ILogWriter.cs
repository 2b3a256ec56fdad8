using Muster.Logs;

namespace Muster.Cli.Logs;

/// <summary>Writes what attempts wrote as the answer.</summary>
internal interface ILogWriter
{
    /// <summary>Writes a part.</summary>
    void Write(LogPart part);

    /// <summary>Shows what was written so far, as far as its lines are whole.</summary>
    void Flush();
}
