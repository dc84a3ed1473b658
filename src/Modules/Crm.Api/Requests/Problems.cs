using Crm.Kernel.Content;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Requests;

/// <summary>Answers of the kind problem+json: one sentence, and the fields it concerns.</summary>
internal static class Problems
{
    public static IResult Of(int status, string sentence, IEnumerable<ContentFault>? faults = null)
    {
        var problem = new ProblemDetails { Status = status, Title = sentence };
        if (faults is not null)
        {
            problem.Extensions["errors"] = faults.GroupBy(fault => fault.Path).ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray());
        }

        return Results.Problem(problem);
    }
}
