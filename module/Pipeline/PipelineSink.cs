using System.Management.Automation;

namespace Muster.PowerShell.Pipeline;

/// <summary>PowerShell itself as the sink; only for the pipeline's thread.</summary>
internal sealed class PipelineSink(PSCmdlet cmdlet) : ICmdletSink
{
    private const int Activity = 1;

    public void Write(object value) => cmdlet.WriteObject(value switch
    {
        INoted noted => WithNotes(noted),
        FileInfo file => ItemOf(file),
        _ => value,
    });

    public void Fail(CmdletError error) => cmdlet.WriteError(RecordOf(error));

    public void Warn(string text) => cmdlet.WriteWarning(text);

    public void Tell(string text) => cmdlet.WriteVerbose(text);

    public void Show(CmdletProgress progress) => cmdlet.WriteProgress(RecordOf(progress));

    public Task<bool> MayAsync(string target, string action) => Task.FromResult(cmdlet.ShouldProcess(target, action));

    public Task<string> PathAsync(string path) => Task.FromResult(cmdlet.GetUnresolvedProviderPathFromPSPath(path));

    /// <summary>The file as Get-Item gives it: tables of files need what the provider adds, and a drive that is no file system may be current.</summary>
    private object ItemOf(FileInfo file) =>
        cmdlet.InvokeProvider.Item.Get([@"Microsoft.PowerShell.Core\FileSystem::" + file.FullName], force: true, literalPath: true).FirstOrDefault() as object ?? file;

    private static PSObject WithNotes(INoted noted)
    {
        var written = new PSObject(noted);
        foreach (var (name, value) in noted.Notes)
            written.Properties.Add(new PSNoteProperty(name, value));
        return written;
    }

    public Task<IReadOnlyList<string>> PathsAsync(string path) => Task.FromResult<IReadOnlyList<string>>(
        WildcardPattern.ContainsWildcardCharacters(path) ? cmdlet.GetResolvedProviderPathFromPSPath(path, out _) : [cmdlet.GetUnresolvedProviderPathFromPSPath(path)]);

    /// <summary>The record of progress.</summary>
    public static ProgressRecord RecordOf(CmdletProgress progress) => new(Activity, progress.Activity, progress.Status)
    {
        PercentComplete = progress.Percent ?? -1,
        SecondsRemaining = progress.SecondsLeft ?? -1,
        RecordType = progress.IsOver ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    };

    /// <summary>The record of an error.</summary>
    public static ErrorRecord RecordOf(CmdletError error) => new(error.Cause is { } cause && cause.Message == error.Message ? cause : new InvalidOperationException(error.Message, error.Cause), error.Id.ToString(), error.Category, error.Target)
    {
        ErrorDetails = new(error.Message) { RecommendedAction = error.Cure ?? "" },
    };
}
