using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Output;

/// <summary>Why output, or a point's directory, could not be kept. None of these is the command's own failure.</summary>
public enum OutputFailure
{
    /// <summary>The disk or the user's quota is full.</summary>
    Full,
    /// <summary>The folder or file system may not be written to.</summary>
    NotWritable,
    /// <summary>The folder is not there.</summary>
    Missing,
    /// <summary>Anything else; the message has the system's own words.</summary>
    Other,
}

/// <summary>Output, or a point's directory, could not be kept. The message says what, where, why, and what to do.</summary>
public sealed class OutputException : IOException
{
    private const int QuotaExceeded = 122;

    private OutputException(OutputFailure failure, string message) : base(message) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public OutputFailure Failure { get; }

    internal static OutputException CannotMake(string folder, Exception failure) =>
        Of("make the folder", folder, failure is UnauthorizedAccessException ? LibC.Access : failure.HResult);

    internal static OutputException CannotOpen(string path, int error) => Of("open the output file", path, error);

    internal static OutputException CannotOpen(string path, string reason) => new(OutputFailure.Other, $"cannot open the output file {path}: {reason}");

    internal static OutputException Gone(string path, string reason) => new(OutputFailure.Missing, $"cannot read the output kept in {path}: {reason}; somebody removed or changed it");

    internal static OutputException Of(string what, string path, int error)
    {
        var failure = error switch
        {
            LibC.NoSpace or QuotaExceeded => OutputFailure.Full,
            LibC.Access or LibC.ReadOnly or 1 => OutputFailure.NotWritable,
            LibC.NoEntry or LibC.NotDirectory => OutputFailure.Missing,
            _ => OutputFailure.Other,
        };
        return new(failure, $"cannot {what} {path}: {LibC.TextOf(error)}{AdviceFor(failure)}");
    }

    private static string AdviceFor(OutputFailure failure) => failure switch
    {
        OutputFailure.Full => "; free space on that disk, or choose a folder on another",
        OutputFailure.NotWritable => "; let this user write there, or choose another folder",
        OutputFailure.Missing => "; somebody removed its folder: create it again",
        _ => "",
    };
}
