using PageMove.Moving;
using PageMove.Pages;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>
/// A frame comes with the bytes of whoever had it before. The copier overwrites or zeroes all of a page, the mover takes only whole pages, and completion
/// declares valid only what the reply covered, unless the rest was zeroed: so nothing of one file is seen in another.
/// </summary>
public sealed class ForeignBytesTests
{
    private const byte Foreign = 0xEE;

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(MoveScene.PageSize + 1)]
    public void A_short_reply_leaves_nothing_of_the_frames_former_file(int byteCount)
    {
        using MoveScene scene = Arrange(ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
        scene.Pipe.Write(Pattern.Of(seed: 2, byteCount));

        Assert.Equal(CopyResult.Filled, scene.Copy(byteCount));
        scene.Complete(byteCount);

        byte[] seen = [.. scene.Cached(0), .. scene.Cached(1)];
        Assert.Equal(Pattern.Of(seed: 2, byteCount), seen[..byteCount]);
        Assert.Equal(-1, seen.AsSpan(byteCount).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Without_zeroing_a_page_that_the_reply_did_not_cover_is_not_valid()
    {
        using MoveScene scene = Arrange(ReadRequestOptions.PageReplace);
        scene.Pipe.Write(Pattern.Of(seed: 2, MoveScene.PageSize + 100));

        Assert.Equal(CopyResult.Filled, scene.Copy(MoveScene.PageSize + 100));
        scene.Complete(MoveScene.PageSize + 100);

        Assert.Equal((true, false), (IsUpToDate(scene, 0), IsUpToDate(scene, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(MoveScene.PageSize)]
    [InlineData(MoveScene.PageSize + 1)]
    public void A_copier_of_somebody_s_own_that_zeroes_nothing_leaves_nothing_of_it_either(int byteCount)
    {
        using MoveScene scene = Arrange(ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);

        scene.Complete(byteCount);

        byte[] seen = [.. scene.Cached(0), .. scene.Cached(1)];
        Assert.Equal(-1, seen.AsSpan(byteCount).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_page_given_with_a_part_of_its_bytes_is_not_moved()
    {
        using MoveScene scene = Arrange(ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
        Page given = scene.Arena.Allocate();
        given.Span.Fill(Foreign);
        scene.Pipe.Gift(given, MoveScene.PageSize - 1);

        scene.Copy(MoveScene.PageSize - 1, out MoveStatistics statistics);
        scene.Complete(MoveScene.PageSize - 1);

        Assert.Equal((0L, (byte)0), (statistics.Moved, scene.Cached(0)[^1]));
    }

    [Fact]
    public void An_aborted_request_leaves_no_valid_page()
    {
        using MoveScene scene = Arrange(ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);

        scene.Request.Abort();
        scene.Request.End();

        Assert.Equal((false, false), (IsUpToDate(scene, 0), IsUpToDate(scene, 1)));
    }

    /// <summary>A request for two pages whose frames hold bytes of another file.</summary>
    private static MoveScene Arrange(ReadRequestOptions options)
    {
        var scene = new MoveScene(pages: 2, options);
        foreach (Page page in scene.OldPages)
            page.Span.Fill(Foreign);

        return scene;
    }

    private static bool IsUpToDate(MoveScene scene, long index)
    {
        Assert.True(scene.File.TryFind(index, out Page? page));
        bool isUpToDate = page.IsUpToDate;
        page.Release();
        return isUpToDate;
    }
}
