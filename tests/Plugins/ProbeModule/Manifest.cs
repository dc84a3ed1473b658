using Crm.Kernel.Modules.Manifest;

[assembly: Module(Name = "Probe", Category = "Tests")]
[assembly: Feature(Id = "ProbeModule", Name = "Probe", Category = "Tests")]
[assembly: Feature(Id = "ProbeModule.Extra", Name = "Comes and goes", Category = "Tests", Dependencies = ["ProbeModule"])]
[assembly: Feature(Id = "ProbeModule.Jobs", Name = "Has a job", Category = "Tests")]
