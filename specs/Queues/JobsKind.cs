using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Muster.Graphs;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Specs.Schema;

namespace Muster.Specs.Queues;

/// <summary>A list of jobs that wait for each other.</summary>
internal sealed class JobsKind() : ValueKind<IReadOnlyList<JobSpec>>("list of jobs", "a list of jobs, such as [{job_id: build, command: make}]")
{
    public override JsonObject Schema()
    {
        var job = SettingSchema.Map("A job.", JobTable.Settings);
        job["required"] = new JsonArray([.. JobTable.Required]);
        return new() { ["type"] = "array", ["items"] = job, ["minItems"] = 1 };
    }

    public override bool TryRead(Node node, Complaint complaint, [NotNullWhen(true)] out IReadOnlyList<JobSpec>? value)
    {
        value = null;
        if (node is not ListNode list)
        {
            complaint.WrongType(node, Allowed);
            return false;
        }
        if (list.Items.Count == 0)
            complaint.Errors.Add(SpecErrorKind.Empty, list.At, $"{complaint.Subject} is an empty list, but must be {Allowed}. Give at least one.");
        var reader = new JobReader(complaint.Errors);
        var jobs = list.Items.Select(reader.Read).OfType<ReadJob>().ToList();
        JobChecks.All(jobs, complaint.Errors);
        value = [.. jobs.Select(job => job.Spec)];
        return list.Items.Count > 0;
    }
}
