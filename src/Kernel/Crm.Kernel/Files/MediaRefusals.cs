using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Files;

/// <summary>A refusal of the store as an answer of the API: problem+json with its reason and a sentence; then nothing was written.</summary>
public static class MediaRefusals
{
    /// <summary>Filter for endpoints that take files in.</summary>
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (MediaRefusedException refusal)
        {
            return Results.Problem(title: refusal.Message, statusCode: StatusOf(refusal.Reason), extensions: new Dictionary<string, object?> { ["reason"] = refusal.Reason.ToString() });
        }
    }

    private static int StatusOf(MediaRefusal reason) => reason switch
    {
        MediaRefusal.Size => StatusCodes.Status413PayloadTooLarge,
        MediaRefusal.Taken => StatusCodes.Status409Conflict,
        MediaRefusal.Missing => StatusCodes.Status404NotFound,
        MediaRefusal.Disk => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };
}
