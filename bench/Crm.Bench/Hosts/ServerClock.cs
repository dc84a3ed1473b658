using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Crm.Bench.Hosts;

/// <summary>Keeps the server's time of each request, first middleware to last byte written. For one request at a time.</summary>
internal sealed class ServerClock : IStartupFilter
{
    private readonly Channel<double> _times = Channel.CreateUnbounded<double>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await rest(context);
            }
            finally
            {
                _times.Writer.TryWrite(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        });
        next(app);
    };

    /// <summary>The milliseconds of the request that was just answered.</summary>
    public ValueTask<double> NextAsync(CancellationToken cancellationToken) => _times.Reader.ReadAsync(cancellationToken);
}
