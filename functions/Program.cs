using System.Runtime.InteropServices;
using System.Text;
using Muster.Aws.Context;
using Muster.Aws.Contracts;
using Muster.Functions;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Functions.Runtime;
using Muster.Functions.Settings;
using Muster.Functions.Stores;

#pragma warning disable RS0030 // the process's own chance: to tell writes apart, and for waits
Func<double> chance = Random.Shared.NextDouble;
#pragma warning restore RS0030
Func<string, string?> environment = Environment.GetEnvironmentVariable;
if (environment(RuntimeApi.Variable) is not { Length: > 0 } address)
{
    await Console.Error.WriteLineAsync($"The variable {RuntimeApi.Variable} is not set. This program is a function of Muster's platform; AWS Lambda starts it.");
    return 64;
}

using var end = new CancellationTokenSource();
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    end.Cancel();
});
using var api = new RuntimeApi(address);
var time = TimeProvider.System;
await using var lines = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)); // Console.Out looks at the terminal first
var log = new FunctionLog(lines, time, environment(PlatformHandlers.Variable) ?? "none");
try
{
    var settings = FunctionSettings.Read(environment);
    // The SDK takes the longest to make ready; what does not need it goes on meanwhile.
    var opening = Task.Run(() => AwsStore.Open(settings.Store, settings.WithBucket(environment), new() { Chance = chance, Time = time }));
    api.Prepare();
    using var store = await opening;
    var platform = new Platform(store.Records, store.Fleet, store.Blobs, time, new(settings.Store.Deployment))
    {
        Pace = settings.Pace,
        Offers = settings.Pace.Offers,
        Log = log,
        Metrics = new FunctionMetrics(log, time, settings.Store.Deployment),
    };
    return await new RuntimeLoop(api, Handlers.Of(settings.Handler, platform), log, time).RunAsync(end.Token);
}
catch (Exception error) when (error is SettingException or Muster.Aws.AwsProblemException)
{
    log.Error("The function cannot be started.", error);
    api.FailInit(RuntimeError.Of(error));
    return 1;
}
