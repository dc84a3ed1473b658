using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Bench.Pages", Name = "A page to measure", Category = "Bench", Version = "0.1.0")]
