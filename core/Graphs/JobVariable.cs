namespace Muster.Graphs;

/// <summary>How a job's id becomes the name of an environment variable.</summary>
public static class JobVariable
{
    /// <summary>What the variable of every dependency's results begins with.</summary>
    public const string Prefix = "MUSTER_RESULTS_";

    /// <summary>
    /// The variable that names the folder of a job's results: the prefix and the id in upper case, in which each character that no shell can
    /// hold is <c>_</c>: <c>unit-tests</c> is <c>MUSTER_RESULTS_UNIT_TESTS</c>. Two ids that meet in one variable are refused, which also
    /// keeps apart what some file systems would take for one folder.
    /// </summary>
    public static string OfResults(string jobId) =>
        string.Concat(Prefix, string.Create(jobId.Length, jobId, (name, id) =>
        {
            for (var i = 0; i < id.Length; i++) name[i] = char.IsAsciiLetterOrDigit(id[i]) ? char.ToUpperInvariant(id[i]) : '_';
        }));
}
