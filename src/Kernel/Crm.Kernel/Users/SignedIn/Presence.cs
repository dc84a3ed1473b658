using System.Collections.Concurrent;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using LinqToDB;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Users;

/// <summary>Writes when a session or token was last used, after the answer has gone, in a unit of work of its own (a GET may not write).</summary>
internal sealed class Presence(IShellHost host, ShellSettings settings, TimeProvider time)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTime> _noted = new();

    public void Note(HttpContext context, string subject)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_noted.TryGetValue(subject, out var last) && now - last < s_every)
        {
            return;
        }

        if (_noted.Count > 10_000)
        {
            _noted.Clear();
        }

        _noted[subject] = now;
        context.Response.OnCompleted(() => WriteAsync(subject, now));
    }

    private async Task WriteAsync(string subject, DateTime now)
    {
        var scope = await host.GetScopeAsync(settings);
        await scope.UsingAsync(async services =>
        {
            var connection = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            await connection.InsertOrReplaceAsync(new LastSeen { Subject = subject, Utc = now });
        });
    }
}
