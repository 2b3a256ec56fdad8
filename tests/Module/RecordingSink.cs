using Muster.PowerShell;
using Muster.PowerShell.Pipeline;

namespace Muster.Tests.Module;

/// <summary>What a cmdlet wrote, as plain records.</summary>
internal sealed class RecordingSink : ICmdletSink
{
    public List<object> Objects { get; } = [];

    public List<CmdletError> Errors { get; } = [];

    public List<string> Asked { get; } = [];

    /// <summary>What is answered when a change is asked about.</summary>
    public bool May { get; init; } = true;

    public void Write(object value) => Objects.Add(value);

    public void Fail(CmdletError error) => Errors.Add(error);

    public void Warn(string text) => Objects.Add($"warning: {text}");

    public void Tell(string text) { }

    public void Show(CmdletProgress progress) { }

    public Task<bool> MayAsync(string target, string action)
    {
        Asked.Add($"{action}: {target}");
        return Task.FromResult(May);
    }

    public Task<string> PathAsync(string path) => Task.FromResult(Path.GetFullPath(path));
}
