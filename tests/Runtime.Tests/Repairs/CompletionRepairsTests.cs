using PageMove.Moving;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Repairs;

/// <summary>A14 and A16: a reply whose pages left the file, and a peer that lies (law 19).</summary>
public sealed class CompletionRepairsTests
{
    [Fact]
    public void A14_Completion_finds_the_file_though_the_first_page_left_it()
    {
        using var scene = new MoveScene(pages: 2);
        scene.File.Remove(scene.OldPages[0]);

        scene.Complete(bytesReplied: 100);

        Assert.Equal(100, scene.File.Size);
    }

    [Fact]
    public void A14_Completion_survives_that_no_page_has_a_mapping()
    {
        using var scene = new MoveScene();
        scene.File.Remove(scene.OldPage);

        scene.Complete(bytesReplied: 100);

        Assert.Equal((0, long.MaxValue), (scene.OldPage.ReferenceCount, scene.File.Size));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2 * MoveScene.PageSize)]
    [InlineData(MoveScene.PageSize)]
    public void A16_A_peer_that_lies_about_the_length_gets_an_error(long byteCount)
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content.AsSpan(0, 10));

        Assert.Equal(CopyResult.Malformed, scene.Copy(byteCount));
        Assert.Equal(RequestError.Malformed, scene.Request.Error);
    }
}
