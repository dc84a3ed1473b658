using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Hosting;

/// <summary>The last unhandled errors of each tenant, found by the reference a person was shown. Kept in memory; the log keeps them for longer.</summary>
public sealed class ErrorLog(TimeProvider time, ILogger<ErrorLog> logger)
{
    private const int Kept = 200;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ErrorEntry>> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Logs the error once and returns its reference.</summary>
    public string Record(string tenant, HttpContext context, Exception exception)
        => Record(tenant, $"{context.Request.Method} {context.Request.PathBase}{context.Request.Path}", context.User.Identity?.Name ?? "", exception);

    /// <summary>Logs the error once and returns its reference.</summary>
    /// <param name="where">The request's method and path, or the job's name.</param>
    public string Record(string tenant, string where, string user, Exception exception)
    {
        var entry = new ErrorEntry(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(5)), tenant, time.GetUtcNow().UtcDateTime, where, user, exception.GetType().Name, exception.Message, exception.ToString());
        logger.LogError(exception, "Error {Reference} in the tenant {Tenant} at {Where} for {User}.", entry.Reference, tenant, where, user);
        var queue = _entries.GetOrAdd(tenant, _ => new ConcurrentQueue<ErrorEntry>());
        queue.Enqueue(entry);
        while (queue.Count > Kept && queue.TryDequeue(out _))
        {
        }

        return entry.Reference;
    }

    /// <summary>The tenant's errors, newest first.</summary>
    public IReadOnlyList<ErrorEntry> List(string tenant) => _entries.TryGetValue(tenant, out var queue) ? queue.Reverse().ToList() : [];

    /// <summary>The tenant's error of that reference, or null.</summary>
    public ErrorEntry? Find(string tenant, string reference)
        => List(tenant).FirstOrDefault(entry => entry.Reference.Equals(reference.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>One unhandled error.</summary>
/// <param name="Where">The request's method and path, or the job's name.</param>
/// <param name="Details">The whole exception with its stack; for administrators only.</param>
public sealed record ErrorEntry(string Reference, string Tenant, DateTime Utc, string Where, string User, string Kind, string Message, string Details);
