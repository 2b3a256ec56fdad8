namespace Muster.PowerShell.Pipeline;

/// <summary>Where a cmdlet's work writes to. PowerShell's own methods bear no other thread than the pipeline's, and do nothing outside PowerShell; work writes here, from any thread.</summary>
internal interface ICmdletSink
{
    /// <summary>An object for the pipeline.</summary>
    void Write(object value);

    /// <summary>An error that does not end the cmdlet.</summary>
    void Fail(CmdletError error);

    /// <summary>Something that whoever typed the command should know.</summary>
    void Warn(string text);

    /// <summary>Something for those who ask for more.</summary>
    void Tell(string text);

    /// <summary>How far something is.</summary>
    void Show(CmdletProgress progress);

    /// <summary>Whether a change is to be made: asks where it must, and says under <c>-WhatIf</c> what would be.</summary>
    /// <param name="target">Of what, for people.</param>
    /// <param name="action">What is changed, in numbers.</param>
    Task<bool> MayAsync(string target, string action);

    /// <summary>The absolute path of a file or directory as it was typed: PowerShell's location is not the process's.</summary>
    Task<string> PathAsync(string path);

    /// <summary>Asks something that only the pipeline's thread may.</summary>
    Task<T> AskAsync<T>(Func<T> ask) => Task.FromResult(ask());

    /// <summary>The absolute paths of the files that a path with wildcards means; of one without, the one.</summary>
    async Task<IReadOnlyList<string>> PathsAsync(string path) => [await PathAsync(path)];
}

/// <summary>How far something is.</summary>
/// <param name="Activity">What.</param>
/// <param name="Status">How far, for people.</param>
/// <param name="Percent">0 to 100; null: unknown.</param>
/// <param name="SecondsLeft">Seconds until it is done; null: unknown.</param>
/// <param name="IsOver">Whether it is to be shown no more.</param>
internal sealed record CmdletProgress(string Activity, string Status, int? Percent = null, int? SecondsLeft = null, bool IsOver = false);
