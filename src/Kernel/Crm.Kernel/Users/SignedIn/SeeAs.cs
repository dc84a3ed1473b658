using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Users;

/// <summary>That somebody looked through the eyes of a role; a document, so that history and audit show it.</summary>
public sealed class SeeAsRecord
{
    /// <summary>26 characters.</summary>
    public string SeeAsId { get; set; } = "";

    /// <summary>Who.</summary>
    public string UserId { get; set; } = "";

    /// <summary>Through which role's eyes.</summary>
    public string RoleName { get; set; } = "";

    /// <summary>Since.</summary>
    public DateTime StartedUtc { get; set; }
}

/// <summary>Looking through the eyes of a role: the same browser with that role's rights only, and nothing can be written.</summary>
public sealed class SeeAs(ISession session, SignIn signIn, ChangeContext change, IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>Begins; the next request sees what the role sees.</summary>
    public async Task BeginAsync(string roleName)
    {
        change.Event = "SeesAsRole";
        await session.SaveAsync(new SeeAsRecord
        {
            SeeAsId = ContentId.New(), UserId = http.HttpContext!.User.UserId()!, RoleName = roleName, StartedUtc = time.GetUtcNow().UtcDateTime,
        });
        await WriteAsync(roleName);
    }

    /// <summary>Back to one's own eyes.</summary>
    public Task EndAsync() => WriteAsync(null);

    private Task WriteAsync(string? roleName)
    {
        var user = http.HttpContext!.User;
        return signIn.WriteCookieAsync(user.UserId()!, user.FindFirst(UserClaims.Stamp)!.Value, user.SessionId()!, remember: false, roleName);
    }
}
