using Muster.Operations;
using Muster.Points;

namespace Muster.Tests.Core.Operations;

public class AttemptTextTests
{
    [Theory]
    [InlineData(9, "was ended by signal 9 (SIGKILL)")]
    [InlineData(11, "was ended by signal 11 (SIGSEGV)")]
    [InlineData(10, "was ended by signal 10")]
    public void A_signal_has_its_name_where_all_systems_agree_on_it(int signal, string text) =>
        Assert.Equal(text, AttemptText.Of(new() { Number = 1, End = AttemptEnd.Signalled, Signal = signal, StartedAt = DateTimeOffset.UnixEpoch }));
}
