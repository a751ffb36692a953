using CsCheck;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>
/// Random sequences of everything that a cache and a pipe can do, against a dictionary of pages and a queue of bytes. A sequence that fails is
/// made smaller until nothing can be left out, and reported with the seed that repeats it.
/// </summary>
public sealed class ModelTests
{
    [Fact]
    public void Cache_and_pipe_hold_what_a_dictionary_and_a_queue_hold()
    {
        Gen<ModelStep[]> sequences =
            Gen.Select(Gen.Enum<ModelAction>(), Gen.Int[0, ModelWorld.FilePages - 1], Gen.Int[0, 3], Gen.Int[0, 3 * MoveScene.PageSize], (action, index, count, bytes) => new ModelStep(action, index, count, bytes))
                .Array[1, 60];

        sequences.Sample(
            steps =>
            {
                using var world = new ModelWorld();
                foreach (ModelStep step in steps)
                    world.Do(step);

                world.AssertAtRest();
            },
            iter: 600,
            threads: 1);
    }

    [Fact]
    public void Each_action_is_done_in_earnest()
    {
        using var world = new ModelWorld();
        for (int round = 0; round < 40; round++)
        {
            foreach (ModelAction action in Enum.GetValues<ModelAction>())
                world.Do(new ModelStep(action, round % ModelWorld.FilePages, 1 + (round % 3), (round % 4) switch { 0 => 700, 1 => MoveScene.PageSize, _ => 2 * MoveScene.PageSize }));
        }

        world.AssertAtRest();
        Assert.True(world.Statistics is { Moved: > 10, Copied: > 10, Zeroed: > 0 }, $"{world.Statistics.Moved} moved, {world.Statistics.Copied} copied, {world.Statistics.Zeroed} zeroed.");
    }
}
