using System.Management.Automation;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Runs;

namespace Muster.PowerShell.Jobs;

/// <summary>The base of cmdlets that tell of jobs of points.</summary>
public abstract class RunJobCmdlet : RunCmdlet
{
    /// <summary>Only the jobs of these points, by numbers and ranges such as 3, 7-9, counted from 0. Points from the pipeline bring theirs.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[] Index { get; set; } = [];

    /// <summary>Only these jobs, by their ids.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[] Job { get; set; } = [];
}
