using System.Security.Cryptography;
using System.Text;
using Muster.Agent.Bootstrap;

namespace Muster.Tests.Agent.Bootstrap;

public sealed class BootstrapTests : IDisposable
{
    private static readonly UserData s_data = new()
    {
        Deployment = "team",
        HubRegion = "eu-central-1",
        Bucket = "muster-team-111122223333-eu-central-1",
        AgentKey = "agents/muster",
        AgentSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("the agent"))),
        AgentRole = "arn:aws:iam::111122223333:role/muster-team-agent",
        ExternalId = "team-external",
        LongestLife = TimeSpan.FromDays(7),
    };

    private readonly BootstrapSandbox machine = new();

    public void Dispose() => machine.Dispose();

    [Fact]
    public async Task An_agent_of_the_right_digest_is_installed_and_started()
    {
        var (code, error) = await machine.RunAsync(s_data.Render());

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("the agent", machine.Text("opt/muster/muster"));
        var unit = machine.Text("etc/systemd/system/muster-agent.service");
        Assert.Contains("\nExecStart=/opt/muster/muster agent instance --deadline 604800s\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nEnvironment=MUSTER_STORE=aws://eu-central-1/team MUSTER_AGENT_ROLE=arn:aws:iam::111122223333:role/muster-team-agent MUSTER_EXTERNAL_ID=team-external\n", unit, StringComparison.Ordinal);
        Assert.Contains("aws s3api get-object --region eu-central-1 --bucket muster-team-111122223333-eu-central-1 --key agents/muster ", string.Join('\n', machine.Calls), StringComparison.Ordinal);
        Assert.Equal("systemctl start --no-block muster-agent.service", machine.Calls[^1]);
        Assert.DoesNotContain(machine.Calls, call => call.StartsWith("shutdown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_of_another_digest_is_refused_and_the_machine_ends()
    {
        machine.Agent("an agent of somebody else");
        var found = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("an agent of somebody else")));

        Assert.Equal(
            (1, $"muster: The agent s3://{s_data.Bucket}/agents/muster has the SHA-256 {found}, but the deployment expects {s_data.AgentSha256}. The instance shuts down.\n"),
            await machine.RunAsync(s_data.Render()));
        Assert.Equal("shutdown -h now", machine.Calls[^1]);
        Assert.False(machine.Has("opt/muster/muster"));
        Assert.False(machine.Has("opt/muster/muster.new"));
        Assert.DoesNotContain("systemctl start --no-block muster-agent.service", machine.Calls);
    }

    [Fact]
    public async Task An_agent_that_cannot_be_fetched_is_tried_five_times_before_the_machine_ends()
    {
        machine.NoAgent();

        Assert.Equal((1, $"muster: The agent s3://{s_data.Bucket}/agents/muster cannot be fetched. The instance shuts down.\n"), await machine.RunAsync(s_data.Render()));
        Assert.Equal(5, machine.Calls.Count(call => call.StartsWith("aws ", StringComparison.Ordinal)));
        Assert.Equal("shutdown -h now", machine.Calls[^1]);
    }

    [Fact]
    public async Task The_dead_man_is_armed_before_anything_else_and_once()
    {
        machine.NoAgent();
        var before = TimeProvider.System.GetUtcNow();
        await machine.RunAsync(s_data.Render());
        Assert.Equal(["systemctl daemon-reload", "systemctl enable --now muster-dead-man.timer"], machine.Calls.Take(2));
        var timer = machine.Text("etc/systemd/system/muster-dead-man.timer");
        var at = timer.Split('\n').Single(line => line.StartsWith("OnCalendar=", StringComparison.Ordinal))["OnCalendar=".Length..];
        Assert.InRange(
            DateTimeOffset.ParseExact(at, "yyyy-MM-dd HH:mm:ss 'UTC'", null, System.Globalization.DateTimeStyles.AssumeUniversal),
            before.AddDays(7).AddSeconds(-1), TimeProvider.System.GetUtcNow().AddDays(7));

        await machine.RunAsync((s_data with { LongestLife = TimeSpan.FromDays(9) }).Render());

        Assert.Equal(timer, machine.Text("etc/systemd/system/muster-dead-man.timer"));
    }

    [Theory]
    [InlineData("exited", "0", true)]
    [InlineData("exited", "1", true)]
    [InlineData("exited", "130", true)]
    [InlineData("killed", "2", true)]
    [InlineData("exited", "2", false)]
    public async Task The_machine_ends_with_its_agent_unless_the_platform_is_to_stop_it(string code, string status, bool ends)
    {
        await machine.RunAsync(s_data.Render());
        machine.Forget();

        await machine.EndAsync(code, status);

        Assert.Equal(ends ? ["shutdown -h now"] : [], machine.Calls);
    }

    [Fact]
    public void User_data_holds_no_secret_and_is_short_enough()
    {
        var text = s_data.Render();

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, UserData.MostBytes / 2);
        Assert.DoesNotMatch("@[A-Z0-9_]+@", text);
    }

    [Fact]
    public void A_value_that_a_shell_would_read_is_refused() => Assert.Equal(
        "The value 'x'; rm -rf /' of BUCKET has other characters than letters, digits and _ + = , . @ : / -, and cannot stand in user data.",
        Assert.Throws<ArgumentException>(() => (s_data with { Bucket = "x'; rm -rf /" }).Render()).Message);

    [Theory]
    [InlineData("ABC", "The agent's SHA-256 is 'ABC'; it has 64 hexadecimal digits in lower case.")]
    [InlineData("", "The agent's SHA-256 is ''; it has 64 hexadecimal digits in lower case.")]
    public void A_digest_that_is_none_is_refused(string digest, string expected) =>
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => (s_data with { AgentSha256 = digest }).Render()).Message);
}
