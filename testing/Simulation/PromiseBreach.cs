namespace Muster.Testing.Simulation;

/// <summary>A promise that was found broken.</summary>
/// <param name="Promise">Its number in the design's list, 1 to 12; 0: the run did not end, or the code threw.</param>
/// <param name="Text">What was seen.</param>
public sealed record PromiseBreach(int Promise, string Text);
