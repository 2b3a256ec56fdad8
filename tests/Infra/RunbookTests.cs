namespace Muster.Tests.Infra;

public class RunbookTests(SynthesizedPlatform platform)
{
    private const string Link = "docs/runbooks.md#";

    [Fact]
    public void Every_alarm_has_a_section_and_every_section_an_alarm() => Assert.Equal(
        platform.Stacks.SelectMany(stack => stack.Of("AWS::CloudWatch::Alarm")).Select(alarm => alarm.Text("AlarmDescription")).Select(text => text[(text.IndexOf(Link, StringComparison.Ordinal) + Link.Length)..]).Distinct().Order(StringComparer.Ordinal),
        File.ReadLines(Path.Join(Repository.Folder, "docs", "runbooks.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).Order(StringComparer.Ordinal));

    [Fact]
    public void An_alarm_is_named_as_its_section() => Assert.All(
        platform.Stacks.SelectMany(stack => stack.Of("AWS::CloudWatch::Alarm")),
        alarm => Assert.EndsWith($"-{alarm.Text("AlarmDescription").Split('#')[1]}", alarm.Text("AlarmName"), StringComparison.Ordinal));

    [Fact]
    public void Every_machine_has_an_alarm_for_what_failed() => Assert.All(platform.Stacks, stack => Assert.Equal(
        stack.Machines.Select(machine => machine.Arn).Order(StringComparer.Ordinal),
        Alarms(stack, "ExecutionsFailed").Select(alarm => alarm.Properties["Dimensions"]![0]!["Value"]!.GetValue<string>()).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_silent_reaper_raises_its_alarm_also_when_there_is_nothing_to_see()
    {
        var alarm = Assert.Single(Alarms(platform.Hub, "ExecutionsSucceeded"));
        Assert.Equal("muster-test-hub-reaper-silent", alarm.Text("AlarmName"));
        Assert.Equal("breaching", alarm.Text("TreatMissingData"));
        Assert.Equal(1800, alarm.Properties["Period"]!.GetValue<int>());
    }

    [Fact]
    public void Alarms_are_told_to_the_topic_of_their_stack_or_only_shown() => Assert.Equal(
        ["arn:aws:sns:eu-west-1:111122223333:alarms", "nobody", "nobody", "arn:aws:sns:eu-west-1:444455556666:spoke-alarms"],
        platform.Stacks.Select(stack => string.Join(' ', stack.Of("AWS::CloudWatch::Alarm").Select(alarm => alarm.Properties["AlarmActions"]?.AsArray().Single()!.GetValue<string>() ?? "nobody").Distinct())));

    private static IEnumerable<SynthesizedResource> Alarms(SynthesizedStack stack, string metric) =>
        stack.Of("AWS::CloudWatch::Alarm").Where(alarm => alarm.TextOrNull("MetricName") == metric);
}
