using System.Globalization;
using System.Net;
using CachingProxy.Caching;
using CachingProxy.Monitoring;
using Microsoft.Extensions.Primitives;
using PageMove.Sources;

namespace CachingProxy.Proxying;

/// <summary>Answers requests: from the cache where that is allowed, else by passing them through.</summary>
internal sealed partial class ProxyHandler(OriginClient origin, ResourceIndex index, Forwarder forwarder, ProxyCounters counters, ILogger<ProxyHandler> log)
{
    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        counters.CountRequest();
        try
        {
            await AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left; nobody is there to be told.
        }
        catch (Exception error) when (OriginFailure.StatusOf(error) is { } status)
        {
            counters.CountOriginFailure();
            LogOriginFailure(context.Request.Path, error.Message);

            // Half an answer must not look like a whole one.
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            context.Response.StatusCode = status;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!CachePolicy.MayServe(request))
        {
            await ForwardAsync(context);
            return;
        }

        // The origin's version may change between its description and its body: then all begins anew, once.
        for (bool isSecondTry = false; ; isSecondTry = true)
        {
            Resource? resource = await index.AcquireAsync(origin.UriOf(request), isSecondTry || CachePolicy.WantsRevalidation(request), context.RequestAborted);
            if (resource is null)
            {
                await ForwardAsync(context);
                return;
            }

            try
            {
                await RespondAsync(context, resource);
                return;
            }
            catch (IOException error) when (IsChange(error))
            {
                index.Remove(resource.Description.Uri);
                if (isSecondTry || context.Response.HasStarted)
                    throw;

                context.Response.Clear();
            }
            finally
            {
                await resource.ReleaseAsync();
            }
        }
    }

    private static async Task RespondAsync(HttpContext context, Resource resource)
    {
        Description description = resource.Description;
        var plan = ResponsePlan.For(context.Request, description.Length, description.Tag, description.LastModified);
        HttpResponse response = context.Response;
        foreach (KeyValuePair<string, StringValues> header in description.Headers)
            response.Headers[header.Key] = header.Value;

        response.Headers.AcceptRanges = "bytes";
        response.Headers.Age = ((long)resource.Age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        plan.SetHead(response, description.Length);
        if (plan.HasBody)
            await resource.Body.WriteAsync(context, plan.Offset, plan.Length);
    }

    private async Task ForwardAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        int status = await forwarder.ForwardAsync(context);
        bool isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method);

        // RFC 9111, section 4.4: what a successful write may have changed is forgotten.
        if (!isSafe && status is >= 200 and < 400)
            index.Remove(origin.UriOf(request));
    }

    // The origin refuses the version that is asked for, or answers with another one.
    private static bool IsChange(Exception? error) =>
        error is ResourceChangedException or HttpRequestException { StatusCode: HttpStatusCode.PreconditionFailed } || (error is not null && IsChange(error.InnerException));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The origin failed to answer {Path}: {Reason}")]
    private partial void LogOriginFailure(PathString path, string reason);
}
